using RemoteDev.Cedar;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Console.Policies;

/// <summary>Names of policy's things for a table cell.</summary>
internal static class EntityWords
{
    /// <summary><c>Environment payments-ide</c>; of the gateway there is one, and it is called so.</summary>
    public static string Of(EntityUid uid) => uid.Equals(Uids.Gateway) ? "The gateway" : $"{Kind(uid)} {uid.Id}";

    /// <summary><c>Environment</c> for <c>RemoteDev::Environment</c>.</summary>
    public static string Kind(EntityUid uid) => uid.Type[(uid.Type.LastIndexOf(':') + 1)..];
}
