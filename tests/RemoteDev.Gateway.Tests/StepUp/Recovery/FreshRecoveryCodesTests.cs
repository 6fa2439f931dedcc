using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Recovery;
using RemoteDev.Gateway.Tests.Identify;

namespace RemoteDev.Gateway.Tests.StepUp.Recovery;

/// <summary>Codes that can still be read are in memory no longer than somebody may read them.</summary>
public sealed class FreshRecoveryCodesTests : IAsyncLifetime
{
    private IdentifyHouse _house = null!;
    private EnrolledPerson _ada = null!;

    private FreshRecoveryCodes Fresh => _house.Get<FreshRecoveryCodes>();

    public async Task InitializeAsync()
    {
        _house = await IdentifyHouse.OpenAsync();
        _ada = await _house.EnrolAsync("ada");
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public void AreForgotten_AfterTenMinutes_ThoughNobodyLooks()
    {
        Assert.Equal(1, Fresh.Count);
        _house.Clock.Sleep(TimeSpan.FromMinutes(9));
        _house.SignIns.Sweep();
        Assert.Equal(1, Fresh.Count);
        _house.Clock.Sleep(TimeSpan.FromMinutes(1));
        _house.SignIns.Sweep();
        Assert.Equal(0, Fresh.Count);
        Assert.False(_ada.SignIn.HasEnded);
    }

    [Fact]
    public void AreNotKept_ForASignInThatEndedWhileTheyWereMade()
    {
        var sheet = Fresh.Find(_ada.SignIn)!;
        _house.SignIns.End(_ada.Cookie.Hash, EndReason.SignedOut);
        Fresh.Put(_ada.SignIn, sheet);
        Assert.Equal(0, Fresh.Count);
    }
}
