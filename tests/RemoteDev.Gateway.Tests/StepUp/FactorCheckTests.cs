using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.StepUp;

public sealed class FactorCheckTests : IAsyncLifetime
{
    private IdentifyHouse _house = null!;

    public async Task InitializeAsync() => _house = await IdentifyHouse.OpenAsync();

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    // Both were looked up by the same cookie and were right; one of them gets the new cookie.
    [Fact]
    public async Task Says_TryAgain_ToTheSecondOfTwoAtOnce_WhileTheSignInLives()
    {
        await _house.EnrolAsync("ada");
        var (cookie, signIn) = await _house.PasswordAsync("ada");
        var first = Assert.IsType<FactorOutcome.Proven>(await ProveAsync("totp"));
        var second = Assert.IsType<FactorOutcome.Refused>(await ProveAsync("passkey"));
        Assert.Same(FactorRefusals.AtOnce, second.Why);
        Assert.Same(signIn, _house.SignIns.Find(first.Cookie.Hash));
        Assert.Equal("totp", signIn.Mfa!.Method);
        Assert.Equal(RefusalCode.NotReady, Assert.Single(_house.Traced<MfaRefused>()).Code);

        _house.SignIns.End(first.Cookie.Hash, EndReason.SignedOut);
        Assert.Same(FactorRefusals.SignInOver, Assert.IsType<FactorOutcome.Refused>(await ProveAsync("totp")).Why);

        Task<FactorOutcome> ProveAsync(string method) =>
            _house.Get<FactorCheck>().ProveAsync(cookie.Hash, signIn, IdentifyHouse.Home, method, left: null, default);
    }
}
