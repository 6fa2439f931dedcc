namespace RemoteDev.Gateway.Contain.Git;

/// <summary>One line of a push: move this ref from old to new. An object id of zeros means that the ref is not there.</summary>
/// <param name="Old">What the client believes is there; hex.</param>
/// <param name="New">What is to be there; hex.</param>
/// <param name="Name">The whole ref name, <c>refs/heads/main</c>.</param>
internal sealed record RefChange(string Old, string New, string Name)
{
    public RefChangeKind Kind =>
        IsNone(New) ? RefChangeKind.Delete
        : IsNone(Old) ? RefChangeKind.Create
        : RefChangeKind.Update;

    /// <summary>The branch name, or null when the ref is none.</summary>
    public string? Branch => Name.StartsWith("refs/heads/", StringComparison.Ordinal) ? Name["refs/heads/".Length..] : null;

    /// <summary>The tag name, or null when the ref is none.</summary>
    public string? Tag => Name.StartsWith("refs/tags/", StringComparison.Ordinal) ? Name["refs/tags/".Length..] : null;

    private static bool IsNone(string objectId) => !objectId.AsSpan().ContainsAnyExcept('0');
}
