namespace RemoteDev.Journeys.Tests.Inside;

/// <summary>
/// The client's side for a test: a real git server, a real code-server and a machine with a real sshd on loopback, as
/// <c>deploy/client-network/start</c> makes them. The first two hand out source to whoever reaches them; what a test sees refused in
/// front of them, the gateway refused.
/// </summary>
public sealed class ClientNetwork : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("remotedev-inside-").FullName;
    private Dictionary<string, string> _facts = [];

    /// <summary>Where code-server listens.</summary>
    public Uri Ide => new(_facts["REMOTEDEV_IDE_URL"]);

    /// <summary>Where the git server listens; the repository is at <c>payments/app.git</c>.</summary>
    public Uri Git => new(_facts["REMOTEDEV_GIT_URL"]);

    /// <summary>The developer's clone, which code-server opens.</summary>
    public string Workspace => _facts["REMOTEDEV_WORKSPACE"];

    /// <summary>The bare repository as it lies on the git server's disk.</summary>
    public string Repository => _facts["REMOTEDEV_REPOSITORY"];

    /// <summary>Where the developer's git reads the environment's workload credential, once a test has written it.</summary>
    public string CredentialFile => _facts["REMOTEDEV_CREDENTIAL"];

    /// <summary>The developer's home folder inside the environment.</summary>
    public string Home => Path.GetDirectoryName(Workspace)!;

    /// <summary>Where sshd of the client's machine listens.</summary>
    public Uri Machine => new(_facts["REMOTEDEV_VM_URL"]);

    /// <summary>The one account of that machine.</summary>
    public string MachineLogin => _facts["REMOTEDEV_VM_LOGIN"];

    /// <summary>The line of its host key.</summary>
    public string MachineHostKey => _facts["REMOTEDEV_VM_HOST_KEY"];

    /// <summary>Where that sshd reads the authority of the gateway, once a test has written it: <c>remotedev ssh-authority</c> prints it.</summary>
    public string MachineAuthorityFile => _facts["REMOTEDEV_VM_AUTHORITY"];

    public async Task InitializeAsync()
    {
        RequiredParts.DemandNetwork();
        await new Command(Script("start"), _folder).SucceedAsync();
        _facts = (await File.ReadAllLinesAsync(Path.Combine(_folder, "network.env")))
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }

    /// <summary>Points the developer's git at a gateway's git origin, as an administrator of the environment would.</summary>
    public Task UseGatewayAsync(Uri gitOrigin)
    {
        ArgumentNullException.ThrowIfNull(gitOrigin);
        return new Command(Script("set-origin"), _folder, gitOrigin.GetLeftPart(UriPartial.Authority)).SucceedAsync();
    }

    public async Task DisposeAsync()
    {
        await new Command(Script("stop"), _folder).SucceedAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Script(string name) => Checkout.Path("deploy", "client-network", name);
}
