namespace RemoteDev.Gateway.Console.Api;

/// <summary>A draft as its author sends it.</summary>
/// <param name="Note">What the change is for.</param>
/// <param name="Base">The version in force it began from; left out, the one in force now.</param>
/// <param name="Revision">With a draft that exists: the revision that was edited.</param>
internal sealed record PolicyDraftBody(string Text, string Tests, string Note, long? Base = null, long? Revision = null);
