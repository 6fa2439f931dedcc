using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using RemoteDev.Gateway.Contain.Outbound;
using RemoteDev.Gateway.Identify.OpenId;
using RemoteDev.Gateway.Identify.OpenId.Attempts;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>The protocol alone, between a gateway and a provider that need not be honest.</summary>
internal sealed class ProviderBench : IAsyncDisposable
{
    public const string Secret = "a secret with a colon: and 100%";

    private readonly UpstreamPool _outbound = new();

    private ProviderBench(ManualClock clock, HostileProvider far, Func<HostileProvider, OpenIdProviderOptions>? options)
    {
        (Clock, Far) = (clock, far);
        Near = new OpenIdProvider("corp", (options ?? Usual)(far), IdentifyHouse.Portal, _outbound, clock);
        Seal = new AttemptSeal(new EphemeralDataProtectionProvider());
        Callback = new OpenIdCallback(Seal, new SpentStates(new InProcessState(clock), clock), clock);
    }

    public ManualClock Clock { get; }

    public HostileProvider Far { get; }

    public OpenIdProvider Near { get; }

    public AttemptSeal Seal { get; }

    public OpenIdCallback Callback { get; }

    public static async Task<ProviderBench> OpenAsync(Func<HostileProvider, OpenIdProviderOptions>? options = null)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        return new ProviderBench(clock, await HostileProvider.OpenAsync(clock), options);
    }

    public static OpenIdProviderOptions Usual(HostileProvider far) => new()
    {
        Authority = far.Issuer, ClientId = HostileProvider.ClientId, ClientSecret = Secret, RequireHttpsMetadata = false,
        BackchannelTimeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>Begins, and brings to the provider what a browser would.</summary>
    public async Task<BegunSignIn> BeginAsync()
    {
        var step = await Near.BeginAsync("/", CancellationToken.None);
        Assert.True(step.Passed(out var begun, out var fault), fault?.Words);
        Far.Nonce = begun.Attempt.Nonce;
        return begun;
    }

    /// <summary>The answer as an honest provider would send the browser back with it, with some of it changed; a null takes it away.</summary>
    public Dictionary<string, StringValues> Answer(SignInAttempt attempt, params (string Name, string? Value)[] changes)
    {
        var answer = new Dictionary<string, StringValues>(StringComparer.Ordinal) { ["state"] = attempt.State, ["code"] = "code-1", ["iss"] = Far.Issuer };
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                answer.Remove(name);
            }
            else
            {
                answer[name] = value;
            }
        }

        return answer;
    }

    public async Task<OpenIdStep<ProvenSignIn>> ReceiveAsync(Dictionary<string, StringValues> answer, string cookie) =>
        (await Callback.ReceiveAsync(Near, CallbackAnswer.Read(answer), cookie, CancellationToken.None)).Outcome;

    /// <summary>One sign-in from end to end.</summary>
    public async Task<OpenIdStep<ProvenSignIn>> SignInAsync(params (string Name, string? Value)[] changes)
    {
        var begun = await BeginAsync();
        return await ReceiveAsync(Answer(begun.Attempt, changes), Seal.Seal(begun.Attempt));
    }

    public async Task<ProvenSignIn> MustSignInAsync()
    {
        Assert.True((await SignInAsync()).Passed(out var proven, out var fault), fault?.Words);
        return proven;
    }

    /// <summary>The sign-in fails for this kind of reason, and the words for the operator have this in them.</summary>
    public async Task<OpenIdFault> MustFailAsync(OpenIdFaultKind kind, string words, params (string Name, string? Value)[] changes)
    {
        Assert.False((await SignInAsync(changes)).Passed(out _, out var fault), "The sign-in was accepted.");
        Assert.Equal(kind, fault.Kind);
        Assert.Contains(words, fault.Words, StringComparison.Ordinal);
        return fault;
    }

    public static Dictionary<string, string> Query(Uri address) =>
        QueryHelpers.ParseQuery(address.Query).ToDictionary(pair => pair.Key, pair => pair.Value.Single()!, StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        Near.Dispose();
        _outbound.Dispose();
        await Far.DisposeAsync();
    }
}
