using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using RemoteDev.Gateway.Contain.Git;

namespace RemoteDev.Gateway.Tests.Contain.Git;

public sealed class GitRouteTests
{
    [Theory]
    [InlineData("GET", "/payments/app.git/info/refs", "?service=git-upload-pack", (int)GitRouteKind.Advertisement, (int)GitService.UploadPack)]
    [InlineData("GET", "/payments/app/info/refs", "?service=git-receive-pack", (int)GitRouteKind.Advertisement, (int)GitService.ReceivePack)]
    [InlineData("POST", "/payments/app.git/git-upload-pack", "", (int)GitRouteKind.Rpc, (int)GitService.UploadPack)]
    [InlineData("POST", "/payments/app.git/git-receive-pack", "", (int)GitRouteKind.Rpc, (int)GitService.ReceivePack)]
    public void Recognises_SmartRequests(string method, string path, string query, int kind, int service)
    {
        var route = Parse(method, path, query);
        Assert.Equal(((GitRouteKind)kind, (GitService)service, "payments/app"), (route.Kind, route.Service, route.FullName));
    }

    [Theory]
    [InlineData("git-upload-pack '/payments/app.git'", (int)GitRouteKind.Rpc, (int)GitService.UploadPack)]
    [InlineData("git-upload-pack 'payments/app'", (int)GitRouteKind.Rpc, (int)GitService.UploadPack)]
    [InlineData("git upload-pack /payments/app.git", (int)GitRouteKind.Rpc, (int)GitService.UploadPack)]
    [InlineData("git-receive-pack \"payments/app.git\"", (int)GitRouteKind.Rpc, (int)GitService.ReceivePack)]
    [InlineData("git-upload-archive '/payments/app.git'", (int)GitRouteKind.Archive, (int)GitService.None)]
    [InlineData("git-lfs-authenticate '/payments/app.git' upload", (int)GitRouteKind.LargeFiles, (int)GitService.None)]
    public void Recognises_CommandsOverSsh(string command, int kind, int service)
    {
        var route = GitRoute.OfCommand(System.Text.Encoding.UTF8.GetBytes(command));
        Assert.Equal(((GitRouteKind)kind, (GitService)service, "payments/app"), (route.Kind, route.Service, route.FullName));
    }

    [Theory]
    [InlineData("/payments/app.git/info/refs", "")]
    [InlineData("/payments/app.git/HEAD", "")]
    [InlineData("/payments/app.git/objects/info/packs", "")]
    [InlineData("/payments/app.git/objects/12/34567890", "")]
    [InlineData("/payments/app.git/objects/info/http-alternates", "")]
    [InlineData("/payments/app.git/objects/pack/pack-1.pack", "")]
    [InlineData("/payments/app.git/refs/heads/main", "")]
    [InlineData("/payments/app.git/packed-refs", "")]
    [InlineData("/payments/app.git/config", "")]
    public void Recognises_DumbProtocol(string path, string query) =>
        Assert.Equal(GitRouteKind.Dumb, Parse("GET", path, query).Kind);

    [Theory]
    [InlineData("/payments/app.git/info/lfs/objects/batch")]
    [InlineData("/payments/app.git/info/lfs")]
    [InlineData("/payments/app.git/info/lfs/locks/verify")]
    public void Recognises_LargeFiles(string path) => Assert.Equal(GitRouteKind.LargeFiles, Parse("POST", path, "").Kind);

    [Theory]
    [InlineData("/payments/app.git/snapshot/HEAD.tar.gz")]
    [InlineData("/payments/app.git/archive/main.zip")]
    [InlineData("/payments/app.git/-/archive/main/app.zip")]
    [InlineData("/payments/app.git/git-upload-archive")]
    public void Recognises_Archives(string path) => Assert.Equal(GitRouteKind.Archive, Parse("GET", path, "").Kind);

    [Theory]
    [InlineData("GET", "/", "")]
    [InlineData("GET", "/gitweb", "?p=app.git;a=snapshot")]
    [InlineData("GET", "/cgit/app.git/snapshot/app.tar.gz", "")]
    [InlineData("GET", "/cgit/", "?url=app.git/plain/src")]
    [InlineData("GET", "/payments/app.git", "")]
    [InlineData("GET", "/payments/app.git/git-upload-pack", "")]
    [InlineData("PUT", "/payments/app.git/git-receive-pack", "")]
    [InlineData("POST", "/payments/app.git/info/refs", "?service=git-upload-pack")]
    [InlineData("GET", "/payments/app.git/info/refs", "?service=git-upload-archive")]
    [InlineData("GET", "/payments/app.git/info/refs", "?service=git-receive-pack&service=git-upload-pack")]
    [InlineData("GET", "/payments/app.git/info/refs", "?service=git-receive-pack&x=1")]
    [InlineData("GET", "/Payments/app.git/info/refs", "?service=git-receive-pack")]
    [InlineData("GET", "/payments/../app.git/info/refs", "?service=git-receive-pack")]
    [InlineData("GET", "//payments/app.git/info/refs", "?service=git-receive-pack")]
    [InlineData("GET", "/payments/app.git.git/info/refs", "?service=git-receive-pack")]
    public void Leaves_EverythingElseUnknown(string method, string path, string query) =>
        Assert.True(Parse(method, path, query).Kind is GitRouteKind.Unknown or GitRouteKind.Archive);

    [Theory]
    [InlineData("/")]
    [InlineData("/gitweb")]
    [InlineData("/gitweb/../payments/app.git")]
    [InlineData("/UPPER/app.git/info/refs")]
    public void NamesNoRepository_WhereThePathNamesNone(string path)
    {
        var route = Parse("GET", path, "");
        Assert.Equal(("", ""), (route.Project, route.Repository));
    }

    [Fact]
    public void Refuses_ToForwardWhatIsNotSmart() =>
        Assert.Throws<InvalidOperationException>(() => Parse("GET", "/payments/app.git/HEAD", "").UpstreamSuffix);

    private static GitRoute Parse(string method, string path, string query) =>
        GitRoute.Parse(method, path, new QueryCollection(QueryHelpers.ParseQuery(query)));
}
