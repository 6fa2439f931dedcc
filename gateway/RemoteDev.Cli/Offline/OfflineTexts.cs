using RemoteDev.Cli.Gateway;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Faults;
using RemoteDev.Policy.Testing;
using RemoteDev.Policy.World;

namespace RemoteDev.Cli.Offline;

/// <summary>Reads the files of a policy set without a gateway. Faults carry the paths that the person typed.</summary>
internal static class OfflineTexts
{
    private const long MaxFile = 1024 * 1024;

    /// <summary>The text of a file.</summary>
    /// <exception cref="IOException">It is missing or larger than any policy.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken) => new FileInfo(path) is { Exists: true, Length: > MaxFile }
        ? throw new IOException($"{path} is larger than {MaxFile} bytes, which no policy is.")
        : await File.ReadAllTextAsync(path, cancellationToken);

    /// <summary>The world that a file describes; null with its faults.</summary>
    public static async Task<PolicyWorld?> WorldAsync(string path, List<Fault> faults, CancellationToken cancellationToken)
    {
        var reading = WorldReader.Read(path, await ReadAsync(path, cancellationToken));
        faults.AddRange(reading.Faults.Select(Of));
        return reading.World;
    }

    /// <summary>The policy of a file, against a world; null with its faults.</summary>
    public static async Task<PolicyBundle?> PolicyAsync(string path, PolicyWorld world, List<Fault> faults, CancellationToken cancellationToken)
    {
        var reading = PolicyBundle.Load(path, await ReadAsync(path, cancellationToken), world);
        faults.AddRange(reading.Faults.Select(Of));
        return reading.Bundle;
    }

    public static Fault Of(PolicyFault fault) => new("", fault.Message, fault.File, fault.Line, fault.Column);
}
