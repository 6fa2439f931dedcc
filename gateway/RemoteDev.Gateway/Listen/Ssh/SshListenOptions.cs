using System.Net;

namespace RemoteDev.Gateway.Listen.Ssh;

/// <summary>Where the SSH door listens and what it bears from strangers. Section <c>RemoteDev:Ssh</c>.</summary>
internal sealed class SshListenOptions
{
    public const string Section = "Ssh";

    /// <summary><c>address:port</c> each, like <c>0.0.0.0:2222</c>; empty: there is no SSH door.</summary>
    public string[] Addresses { get; init; } = [];

    /// <summary>The host that people write after the <c>@</c>; empty: the domain of the public origin.</summary>
    public string PublicHost { get; init; } = "";

    /// <summary>The port that people write; 0: the port of the first address.</summary>
    public int PublicPort { get; init; }

    /// <summary>Connections that have not signed in yet: from half of them on some, and at this number all further ones are turned away.</summary>
    public int MaxUnauthenticated { get; init; } = 100;

    /// <summary>The same from one address.</summary>
    public int MaxUnauthenticatedPerSource { get; init; } = 10;

    /// <summary>All connections together.</summary>
    public int MaxConnections { get; init; } = 2_000;

    /// <summary>How long signing in may take, the second factor included.</summary>
    public TimeSpan LoginGrace { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>An environment's connector that has not answered for so long counts as gone. It is asked three times in it.</summary>
    public TimeSpan ConnectorSilence { get; init; } = TimeSpan.FromSeconds(60);

    internal static void Check(SshListenOptions options, OptionFaults faults)
    {
        for (var i = 0; i < options.Addresses.Length; i++)
        {
            if (!TryEndPoint(options.Addresses[i], out _))
            {
                faults.Add($"{Key(nameof(Addresses))}:{i}", $"'{options.Addresses[i]}' is not address:port, like 127.0.0.1:2222 or [::]:22.");
            }
        }

        if (options.PublicHost.Length > 0 && Uri.CheckHostName(options.PublicHost) == UriHostNameType.Unknown)
        {
            faults.Add(Key(nameof(PublicHost)), $"'{options.PublicHost}' is not a host name.");
        }

        Within(nameof(PublicPort), options.PublicPort, 0, 65535);
        Within(nameof(MaxUnauthenticated), options.MaxUnauthenticated, 2, 100_000);
        Within(nameof(MaxUnauthenticatedPerSource), options.MaxUnauthenticatedPerSource, 1, 100_000);
        Within(nameof(MaxConnections), options.MaxConnections, 1, 100_000);
        Within(nameof(LoginGrace), (long)options.LoginGrace.TotalSeconds, 10, 600);
        Within(nameof(ConnectorSilence), (long)options.ConnectorSilence.TotalSeconds, 3, 600);

        void Within(string name, long value, long least, long most)
        {
            if (value < least || value > most)
            {
                faults.Add(Key(name), $"{value} is outside {least} to {most}.");
            }
        }
    }

    internal static bool TryEndPoint(string text, out IPEndPoint endPoint)
    {
        var read = IPEndPoint.TryParse(text, out var parsed);
        endPoint = parsed ?? new IPEndPoint(IPAddress.None, 0);

        // Without the colon test "2222" would be read as the address 0.0.8.174.
        return read && text.Contains(':', StringComparison.Ordinal)
            && (text.StartsWith('[') || endPoint.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork);
    }

    private static string Key(string name) => $"{RoomOptions.Root}:{Section}:{name}";
}
