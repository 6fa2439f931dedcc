using System.Net;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.StepUp.Devices;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.Identify.Tokens;
using RemoteDev.Gateway.Tests.Replicas;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.StepUp.Devices;

/// <summary>The machine asks at one gateway and its person approves at another, over a real Redis.</summary>
public sealed class SharedDevicesTests(RedisServer redis) : IClassFixture<RedisServer>
{
    [RedisFact]
    public async Task GivesAtOneGateway_WhatWasApprovedAtAnother_Once()
    {
        await using var house = new RedisHouse(redis);
        await using var portal = await IdentifyHouse.OpenAsync();
        var ada = await portal.EnrolAsync("ada");
        portal.Clock.Advance(TimeSpan.FromMilliseconds(20));
        var (here, hereState) = Gateway(portal, house);
        var (there, _) = Gateway(portal, house);
        using var key = SshPrivateKey.GenerateEd25519();

        var begun = await BeginAsync(here, key);
        Assert.Equal(DeviceOutcome.Pending, (await there.PollAsync(begun.DeviceCode.Reveal(), default)).Outcome);
        Assert.Equal(DeviceOutcome.SlowDown, (await here.PollAsync(begun.DeviceCode.Reveal(), default)).Outcome);
        Assert.True((await there.FindAsync(begun.Request.UserCode, IPAddress.Loopback, default)).Passed(out var found, out var refusal), refusal?.Reason);
        var both = await Task.WhenAll(ApproveAsync(here, found, ada), ApproveAsync(there, found, ada));
        Assert.Single(both, step => step.Passed(out _, out _));
        Assert.False(await here.DenyAsync(found));

        portal.Clock.Advance(3 * DeviceAuthorizations.Pace);
        var answers = await Task.WhenAll(
            here.PollAsync(begun.DeviceCode.Reveal(), default).AsTask(), there.PollAsync(begun.DeviceCode.Reveal(), default).AsTask());
        var granted = Assert.Single(answers, answer => answer.Outcome == DeviceOutcome.Granted).Request!.Grant!;
        Assert.True(SshPublicKey.TryParseLine(granted.Certificate!, out _, out _, out _));
        Assert.StartsWith("rdg_", granted.Token, StringComparison.Ordinal);
        Assert.Equal(DeviceOutcome.Expired, (await there.PollAsync(begun.DeviceCode.Reveal(), default)).Outcome);
        Assert.Empty(await hereState.GroupAsync(SharedKind.DeviceAuthorization, $"code:{begun.Request.UserCode}", default));
    }

    [RedisFact]
    public async Task TellsADenial_AtTheOtherGateway()
    {
        await using var house = new RedisHouse(redis);
        await using var portal = await IdentifyHouse.OpenAsync();
        var (here, _) = Gateway(portal, house);
        var (there, _) = Gateway(portal, house);
        using var key = SshPrivateKey.GenerateEd25519();
        var begun = await BeginAsync(here, key);
        Assert.True(await there.DenyAsync(begun.Request));
        Assert.Equal(DeviceOutcome.Denied, (await here.PollAsync(begun.DeviceCode.Reveal(), default)).Outcome);
    }

    private static (DeviceAuthorizations Devices, RedisState State) Gateway(IdentifyHouse portal, RedisHouse house)
    {
        var (state, _) = house.Gateway();
        return (new DeviceAuthorizations(new DeviceStore(state, portal.Clock), portal.Get<DeviceIssue>(), portal.Get<LockoutBook>(), portal.Clock), state);
    }

    private static async Task<DeviceBegun> BeginAsync(DeviceAuthorizations devices, SshPrivateKey key)
    {
        var step = await devices.BeginAsync(new DeviceScope(true, true), key.PublicKey, "laptop", IPAddress.Loopback, default);
        Assert.True(step.Passed(out var begun, out var refusal), refusal?.Reason);
        return begun;
    }

    private static Task<Step<DeviceRequest>> ApproveAsync(DeviceAuthorizations devices, DeviceRequest request, EnrolledPerson by) =>
        devices.ApproveAsync(request, TokensForTest.At(by.SignIn), request.ExpiresAt, []);
}
