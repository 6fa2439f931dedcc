namespace RemoteDev.Cedar.Ast;

/// <summary>The four names that stand for the parts of a request.</summary>
internal enum RequestVariable
{
    /// <summary>Who asks.</summary>
    Principal,

    /// <summary>What they want to do.</summary>
    Action,

    /// <summary>What they want to do it to.</summary>
    Resource,

    /// <summary>The circumstances.</summary>
    Context,
}
