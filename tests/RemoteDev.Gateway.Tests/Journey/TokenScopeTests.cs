using RemoteDev.Cedar;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Tests.Journey;

public sealed class TokenScopeTests
{
    private static readonly EntityUid App = Uids.Repository("payments/app");

    [Theory]
    [InlineData(null, null, "payments/app", true)]
    [InlineData(null, null, "ledger/app", true)]
    [InlineData("payments", null, "payments/app", true)]
    [InlineData("payments", null, "payments-eu/app", false)]
    [InlineData("pay", null, "payments/app", false)]
    [InlineData("payments", null, "payments", false)]
    [InlineData(null, "payments/app", "payments/app", true)]
    [InlineData(null, "payments/app", "payments/app2", false)]
    [InlineData(null, "payments/app", "payments/ap", false)]
    [InlineData(null, "payments/app", "Payments/app", false)]
    public void Covers_ItsPlace_AndNoOther(string? project, string? repository, string asked, bool covered)
    {
        var scope = Of("gitFetch gitPush", project, repository);
        Assert.Equal(covered, scope.Covers(Actions.GitFetch, Uids.Repository(asked)));
        Assert.Equal(covered, scope.Covers(Actions.GitPush, Uids.Branch(asked, "main")));
        Assert.Equal(covered, scope.Covers(Actions.GitPush, Uids.Branch(asked, "a:payments/app:b")));
    }

    [Fact]
    public void Covers_ItsActions_AndNothingThatIsNoRepository()
    {
        var scope = Of("gitFetch");
        Assert.True(scope.Covers(Actions.GitFetch, App));
        foreach (var other in Actions.All.Where(action => !action.Uid.Equals(Actions.GitFetch)))
        {
            Assert.False(scope.Covers(other.Uid, App), other.Name);
        }

        Assert.False(scope.Covers(Actions.GitFetch, Uids.Environment("payments-ide")));
        Assert.False(scope.Covers(Actions.GitFetch, Uids.Gateway));
        Assert.False(scope.Covers(Actions.GitFetch, new EntityUid(EntityTypes.Branch, ":main")));
        Assert.False(scope.Covers(new EntityUid(EntityTypes.User, "gitFetch"), App));
    }

    [Theory]
    [InlineData("")]
    [InlineData("browse")]
    [InlineData("gitFetch openTerminal")]
    [InlineData("gitForcePush")]
    [InlineData("GITFETCH")]
    [InlineData("gitFetch ")]
    public void IsNotMade_OfOtherActions(string actions) =>
        Assert.False(TokenScope.TryMake(actions.Split(' '), null, null, null, out _));

    [Fact]
    public void IsNotMade_OfTwoPlaces_OrOfNamesThatAreNone()
    {
        Assert.False(TokenScope.TryMake(["gitFetch"], "payments", "payments/app", null, out _));
        Assert.False(TokenScope.TryMake(["gitFetch"], "", null, null, out _));
        Assert.False(TokenScope.TryMake(["gitFetch"], null, new string('x', 128), null, out _));
        Assert.False(TokenScope.TryMake(["gitFetch"], null, null, "", out _));
        Assert.False(TokenScope.TryMake(Enumerable.Repeat("x", int.MaxValue), null, null, null, out _));
    }

    [Fact]
    public void SaysWhatItIsFor()
    {
        Assert.Equal("to fetch, push and set tags, in payments/app, while window evening is open", Of("gitTag gitPush gitFetch", null, "payments/app", "evening").Words);
        Assert.Equal("to fetch, in every repository", Of("gitFetch").Words);
        Assert.Equal("gitFetch gitPush on project payments", Of("gitPush gitFetch", "payments").Text);
        Assert.Equal("gitFetch on repository payments/app within evening", Of("gitFetch", null, "payments/app", "evening").Text);
    }

    private static TokenScope Of(string actions, string? project = null, string? repository = null, string? window = null) =>
        Identify.Tokens.TokensForTest.Scope(actions, project, repository, window);
}
