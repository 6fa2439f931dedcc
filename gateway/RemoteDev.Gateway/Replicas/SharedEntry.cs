namespace RemoteDev.Gateway.Replicas;

/// <summary>An entry with its name, as a group lists it.</summary>
internal sealed record SharedEntry(SharedKey Key, SharedValue Value);
