using RemoteDev.Journeys.Tests.House;
using Xunit.Abstractions;

namespace RemoteDev.Journeys.Tests.Browser;

/// <summary>The main job: enrol, sign in, open the IDE, edit, and push from its terminal to the client's git server through the gateway.</summary>
[Collection(OneHouse.Name)]
public sealed class EnrolAndWorkTests(ClientHouse house, ITestOutputHelper output) : Journey(house, output)
{
    [Fact]
    public Task Developer_EnrolsSignsInEditsAndPushes() => TellAsync(async () =>
    {
        var mark = House.Gateway.Trace.Mark();
        var enrolling = await House.VisitAsync(House.Ada);
        await enrolling.EnrolAsync();

        var ada = await House.VisitAsync(House.Ada);
        await ada.SignInAsync();
        var ide = await ada.OpenIdeAsync();
        await EditAsync(ide);
        await PushAsync(ide, mark);
        await BeRefusedAsync(ide, mark);
    });

    private async Task EditAsync(IdePage ide)
    {
        await ide.OpenFileAsync("README.md");
        await ide.AppendAsync("Quotes are rounded half to even.");
        var file = Path.Combine(House.Inside.Workspace, "README.md");
        for (var tries = 0; !(await File.ReadAllTextAsync(file)).Contains("rounded half to even", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 300, "What was typed into the editor was not saved.");
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    private async Task PushAsync(IdePage ide, int mark)
    {
        await ide.OpenTerminalAsync();
        await ide.RunAsync("git switch -c ada/first && git commit -qam 'Say how quotes are rounded' && echo committed-$((6*7))", "committed-42");
        await ide.RunAsync("git push -q origin ada/first; echo pushed-$?", "pushed-0");

        var commit = (await InsideShell.Git(House.Inside, "rev-parse", "HEAD").SucceedAsync()).Trim();
        var arrived = await InsideShell.Git(House.Inside, "--git-dir", House.Inside.Repository, "rev-parse", "refs/heads/ada/first").SucceedAsync();
        Assert.Equal(commit, arrived.Trim());

        var pushed = await House.Gateway.Trace.AwaitAsync(mark, "git.pushed");
        var change = Assert.Single(pushed.GetProperty("refs").EnumerateArray());
        Assert.True(pushed.GetProperty("accepted").GetBoolean(), pushed.ToString());
        Assert.Equal("ada", TraceOnDisk.Text(pushed, "actor"));
        Assert.Equal("payments/app", TraceOnDisk.Text(pushed, "repository"));
        Assert.Equal("refs/heads/ada/first", TraceOnDisk.Text(change, "name"));
        Assert.Equal(commit, TraceOnDisk.Text(change, "new"));
        Assert.Matches("^[0-9a-f]{64}$", TraceOnDisk.Text(pushed, "packSha256"));
        Assert.True(pushed.GetProperty("packBytes").GetInt64() > 100, pushed.ToString());
    }

    private async Task BeRefusedAsync(IdePage ide, int mark)
    {
        await ide.RunAsync("clear; git push origin HEAD:main; echo pushed-$?", "pushed-1");

        var main = await InsideShell.Git(House.Inside, "--git-dir", House.Inside.Repository, "log", "-1", "--format=%s", "main").SucceedAsync();
        var screen = Words.Blanks.Replace(await ide.ScreenAsync(), " ");
        Assert.Contains("A vendor pushes to branches of its own", screen, StringComparison.Ordinal);
        Assert.Equal("Keep the statement template in LFS", main.Trim());

        // git asks without a credential first, and is asked for one; that is refused too, and is not what is looked for.
        var refused = await House.Gateway.Trace.AwaitAsync(mark, "access.refused", one => TraceOnDisk.Text(one, "code") == "Denied");
        Assert.Equal("Git", TraceOnDisk.Text(refused, "door"));
        Assert.Equal(["protected-branches"], refused.GetProperty("policies").EnumerateArray().Select(policy => policy.GetString()), StringComparer.Ordinal);
    }
}
