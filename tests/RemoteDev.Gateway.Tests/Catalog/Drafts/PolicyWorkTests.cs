using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;

namespace RemoteDev.Gateway.Tests.Catalog.Drafts;

public sealed class PolicyWorkTests : IDisposable
{
    private readonly PolicyWork _work = new(TimeProvider.System);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _atOnce;
    private int _mostAtOnce;

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task OneWorks_AndTheOthersWait()
    {
        var asked = Enumerable.Range(0, 6).Select(number => AskAsync($"person-{number}")).ToList();
        _release.SetResult();

        Assert.All(await Task.WhenAll(asked), worked => Assert.Null(worked.Fault));
        Assert.Equal(1, _mostAtOnce);
    }

    [Fact]
    public async Task OnePerson_HasFewPlaces_AndOthersHaveTheirs()
    {
        var mine = Enumerable.Range(0, PolicyWork.MostOfOne).Select(_ => AskAsync("ines")).ToList();

        var refused = await AskAsync("ines");
        Assert.Equal(CatalogFault.Busy, refused.Fault!.Path);
        Assert.Contains("of yours", refused.Fault.Message, StringComparison.Ordinal);
        var other = AskAsync("otto");
        _release.SetResult();

        Assert.Null((await other).Fault);
        Assert.All(await Task.WhenAll(mine), worked => Assert.Null(worked.Fault));
        Assert.Null((await AskAsync("ines")).Fault);
    }

    [Fact]
    public async Task EverybodyTogether_HasAShortQueue()
    {
        var asked = Enumerable.Range(0, PolicyWork.MostOfAll).Select(number => AskAsync($"person-{number}")).ToList();

        Assert.Contains("as many questions", (await AskAsync("late")).Fault!.Message, StringComparison.Ordinal);
        _release.SetResult();
        await Task.WhenAll(asked);
    }

    [Fact]
    public async Task WhoGivesUp_LeavesTheirPlace()
    {
        using var gone = new CancellationTokenSource();
        var asked = Enumerable.Range(0, PolicyWork.MostOfOne).Select(_ => AskAsync("ines", gone.Token)).ToList();
        await gone.CancelAsync();
        _release.SetResult();
        foreach (var one in asked.Skip(1))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        await Task.WhenAny(asked[0]);
        Assert.Null((await AskAsync("ines")).Fault);
    }

    private Task<Worked<string>> AskAsync(string login, CancellationToken cancellationToken = default) => _work.RunAsync(
        login,
        _ =>
        {
            _mostAtOnce = Math.Max(_mostAtOnce, Interlocked.Increment(ref _atOnce));
            _release.Task.Wait(CancellationToken.None);
            Interlocked.Decrement(ref _atOnce);
            return "done";
        },
        cancellationToken);
}
