using System.Net;
using System.Text;

namespace RemoteDev.Journeys.Tests.Inside;

/// <summary>
/// The targets are real: each of these routes hands out source to whoever reaches the client's network. A refusal by the gateway
/// would prove nothing in front of a server that had nothing to give.
/// </summary>
public sealed class ClientNetworkTests(ClientNetwork inside) : IClassFixture<ClientNetwork>, IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };

    [Fact]
    public async Task GitServer_HandsOutACloneAndTakesAPush()
    {
        var clone = Directory.CreateTempSubdirectory("remotedev-clone-").FullName;
        try
        {
            await Git("clone", "--quiet", new Uri(inside.Git, "payments/app.git").AbsoluteUri, clone);
            await Git("-C", clone, "push", "--quiet", "origin", "HEAD:refs/heads/ada/first");
        }
        finally
        {
            Directory.Delete(clone, recursive: true);
        }

        Assert.Contains("refs/heads/ada/first", await Git("-C", inside.Repository, "for-each-ref"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("payments/app.git/info/refs?service=git-upload-pack", "refs/heads/main")]
    [InlineData("payments/app.git/info/refs", "refs/heads/main")]
    [InlineData("payments/app.git/HEAD", "ref: refs/heads/main")]
    [InlineData("payments/app.git/objects/info/packs", "pack-")]
    [InlineData("gitweb?p=payments/app.git;a=blob_plain;hb=HEAD;f=README.md", "must not leave")]
    [InlineData("gitweb/payments/app.git/blob_plain/HEAD:/README.md", "must not leave")]
    public async Task GitServer_HandsOutSource(string path, string source)
        => Assert.Contains(source, await _http.GetStringAsync(new Uri(inside.Git, path)), StringComparison.Ordinal);

    [Fact]
    public async Task GitServer_HandsOutAnArchive()
    {
        var archive = await _http.GetByteArrayAsync(new Uri(inside.Git, "gitweb?p=payments/app.git;a=snapshot;h=HEAD;sf=tgz"));
        Assert.Equal([0x1f, 0x8b], archive[..2]);
    }

    [Fact]
    public async Task GitServer_HandsOutLargeFiles()
    {
        var pointer = await File.ReadAllTextAsync(Path.Combine(inside.Workspace, "assets", "statement.svg"));
        var oid = pointer.Split("sha256:")[1][..64];
        var lfs = new Uri(inside.Git, "payments/app.git/info/lfs/");
        using var batch = new StringContent(
            $$"""{"operation":"download","transfers":["basic"],"objects":[{"oid":"{{oid}}","size":1}]}""",
            Encoding.UTF8, "application/vnd.git-lfs+json");

        using var answer = await _http.PostAsync(new Uri(lfs, "objects/batch"), batch);
        var content = await _http.GetStringAsync(new Uri(lfs, "objects/" + oid));

        Assert.Contains($"info/lfs/objects/{oid}", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("statement line 600", content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("vscode-remote-resource?path=/etc/passwd")]
    public async Task Ide_SignsNobodyInAndRefusesNothing(string path)
    {
        using var answer = await _http.GetAsync(new Uri(inside.Ide, path));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task DevelopersGit_OffersTheCredentialToTheGatewayAndToNobodyElse()
    {
        await inside.UseGatewayAsync(new Uri("http://git.remotedev.localhost:8443/"));
        await File.WriteAllTextAsync(inside.CredentialFile, "username=environment:payments-ide\npassword=workload-secret\n");

        var credential = await new Command("bash", "-c", "printf 'protocol=http\\nhost=git.remotedev.localhost:8443\\n\\n' | git credential fill")
            .With("HOME", inside.Home).With("GIT_CONFIG_GLOBAL", null).With("GIT_TERMINAL_PROMPT", "0").SucceedAsync();
        var foreign = await new Command("bash", "-c", "printf 'protocol=http\\nhost=elsewhere.example\\n\\n' | git credential fill")
            .With("HOME", inside.Home).With("GIT_CONFIG_GLOBAL", null).With("GIT_TERMINAL_PROMPT", "0").RunAsync();

        Assert.Contains("username=environment:payments-ide", credential, StringComparison.Ordinal);
        Assert.Contains("password=workload-secret", credential, StringComparison.Ordinal);
        Assert.NotEqual(0, foreign.ExitCode);
        Assert.DoesNotContain("workload-secret", foreign.Said, StringComparison.Ordinal);
    }

    public void Dispose() => _http.Dispose();

    private static Task<string> Git(params string[] arguments)
        => new Command("git", arguments).With("GIT_TERMINAL_PROMPT", "0").With("GIT_CONFIG_GLOBAL", "/dev/null").SucceedAsync();
}
