namespace RemoteDev.Policy.Vocabulary;

/// <summary>The entity types of the schema, as Cedar spells them.</summary>
public static class EntityTypes
{
    /// <summary>The namespace of all of them.</summary>
    public const string Namespace = "RemoteDev";

    /// <summary>A person.</summary>
    public const string User = "RemoteDev::User";

    /// <summary>A machine that uses git by itself.</summary>
    public const string ServiceAccount = "RemoteDev::ServiceAccount";

    /// <summary>What a person does.</summary>
    public const string Role = "RemoteDev::Role";

    /// <summary>A company that works for the client, or for another vendor.</summary>
    public const string Vendor = "RemoteDev::Vendor";

    /// <summary>A named time window.</summary>
    public const string Window = "RemoteDev::Window";

    /// <summary>How much a resource matters.</summary>
    public const string Classification = "RemoteDev::Classification";

    /// <summary>A project, the scope of environments and repositories.</summary>
    public const string Project = "RemoteDev::Project";

    /// <summary>A development environment.</summary>
    public const string Environment = "RemoteDev::Environment";

    /// <summary>A git repository.</summary>
    public const string Repository = "RemoteDev::Repository";

    /// <summary>A branch of a repository.</summary>
    public const string Branch = "RemoteDev::Branch";

    /// <summary>The gateway itself.</summary>
    public const string Gateway = "RemoteDev::Gateway";

    /// <summary>What can be done.</summary>
    public const string Action = "RemoteDev::Action";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [User, ServiceAccount, Role, Vendor, Window, Classification, Project, Environment, Repository, Branch, Gateway, Action];
}
