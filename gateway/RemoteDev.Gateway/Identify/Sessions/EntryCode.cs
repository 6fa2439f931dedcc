using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>What an entry code stands for while it waits to be exchanged.</summary>
internal sealed record EntryCode(AccessSession Session, TokenHash Nonce, DateTimeOffset ExpiresAt);
