namespace RemoteDev.Cedar.Ast;

/// <summary>Why policies do not make a set.</summary>
/// <param name="Id">The id of the policy, template or link at fault.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record PolicySetFault(string Id, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Id}: {Message}";
}
