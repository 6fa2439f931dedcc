using RemoteDev.Cedar.Values;

namespace RemoteDev.Gateway.Console.Policies;

/// <summary>Names of policy's things for a table cell.</summary>
internal static class EntityWords
{
    /// <summary><c>Environment payments-ide</c>.</summary>
    public static string Of(EntityUid uid) => $"{Kind(uid)} {uid.Id}";

    /// <summary><c>Environment</c> for <c>RemoteDev::Environment</c>.</summary>
    public static string Kind(EntityUid uid) => uid.Type[(uid.Type.LastIndexOf(':') + 1)..];
}
