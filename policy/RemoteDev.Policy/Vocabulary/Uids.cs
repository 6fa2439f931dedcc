using RemoteDev.Cedar;

namespace RemoteDev.Policy.Vocabulary;

/// <summary>Names of things, as Cedar entities.</summary>
public static class Uids
{
    /// <summary>The resource of administration.</summary>
    public static EntityUid Gateway { get; } = new(EntityTypes.Gateway, "gateway");

    /// <summary>What the name of a service account begins with wherever people and service accounts stand side by side. No login holds a colon.</summary>
    public const string ServicePrefix = "service:";

    /// <summary>A service account by name.</summary>
    public static EntityUid ServiceAccount(string name) => new(EntityTypes.ServiceAccount, name);

    /// <summary>Who asks: a person by login, or a service account as <c>service:NAME</c>.</summary>
    public static EntityUid Principal(string name) =>
        name.StartsWith(ServicePrefix, StringComparison.Ordinal) ? ServiceAccount(name[ServicePrefix.Length..]) : User(name);

    /// <summary>A person by canonical login.</summary>
    public static EntityUid User(string login) => new(EntityTypes.User, login);

    /// <summary>A role by name.</summary>
    public static EntityUid Role(string name) => new(EntityTypes.Role, name);

    /// <summary>A vendor by name.</summary>
    public static EntityUid Vendor(string name) => new(EntityTypes.Vendor, name);

    /// <summary>A window by name.</summary>
    public static EntityUid Window(string name) => new(EntityTypes.Window, name);

    /// <summary>A classification: <c>open</c>, <c>internal</c> or <c>crown-jewel</c>.</summary>
    public static EntityUid Classification(string name) => new(EntityTypes.Classification, name);

    /// <summary>A project by name.</summary>
    public static EntityUid Project(string name) => new(EntityTypes.Project, name);

    /// <summary>An environment by name.</summary>
    public static EntityUid Environment(string name) => new(EntityTypes.Environment, name);

    /// <summary>A repository by the name people use, <c>payments/app</c>.</summary>
    public static EntityUid Repository(string fullName) => new(EntityTypes.Repository, fullName);

    /// <summary>A branch: <c>payments/app:main</c>. A colon cannot occur in a ref name.</summary>
    public static EntityUid Branch(string repository, string branch) => new(EntityTypes.Branch, $"{repository}:{branch}");
}
