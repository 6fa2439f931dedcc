using RemoteDev.Cedar;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Testing;

/// <summary>
/// Reads a resource as people write it: <c>environment payments-dev</c>, <c>branch payments/app:main</c>, <c>gateway</c>.
/// </summary>
internal static class ResourceText
{
    public static EntityUid? Read(string text)
    {
        var words = text.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["gateway"] => Uids.Gateway,
            ["project", var name] => Uids.Project(name),
            ["environment", var name] => Uids.Environment(name),
            ["repository", var name] => Uids.Repository(name),
            ["branch", var name] when name.Split(':', 2) is [var repository, var branch] => Uids.Branch(repository, branch),
            _ => null,
        };
    }
}
