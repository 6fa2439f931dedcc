namespace RemoteDev.Gateway.Replicas;

/// <summary>What an entry holds, and how often it was replaced; who replaces it names the version that was read.</summary>
internal sealed record SharedValue(byte[] Data, long Version)
{
    /// <summary>The most an entry may hold, in bytes.</summary>
    public const int MaxBytes = 16 * 1024;
}
