using System.Net;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.StepUp.Ssh;

/// <summary>A person of the house with a key of theirs.</summary>
internal sealed class SshPerson : IDisposable
{
    private readonly IdentifyHouse _house;

    private SshPerson(IdentifyHouse house, EnrolledPerson person)
    {
        _house = house;
        Enrolled = person;
    }

    public EnrolledPerson Enrolled { get; }

    public SshPrivateKey Key { get; } = SshPrivateKey.GenerateEd25519();

    public string Fingerprint => Key.PublicKey.Fingerprint;

    /// <summary>The sign-in at the portal that enrolment left, as it would come with a request.</summary>
    public Verified AtPortal => Verify(Identified.BySignIn(IdentifyHouse.At(Door.Portal), Enrolled.SignIn));

    private SshStepUp StepUp => _house.Get<SshStepUp>();

    public static async Task<SshPerson> EnrolAsync(IdentifyHouse house, string login)
    {
        var person = new SshPerson(house, await house.EnrolAsync(login));
        await person.AddKeyAsync();
        house.NextStep();
        return person;
    }

    public void Dispose() => Key.Dispose();

    public async Task AddKeyAsync() =>
        Assert.True((await _house.Get<SshKeyDesk>().AddAsync(AtPortal, "laptop", Key.PublicKey.ToLine(), CancellationToken.None)).Passed(out _, out _));

    public Task<bool> RemoveKeyAsync() => _house.Get<SshKeyDesk>().RemoveAsync(AtPortal, Fingerprint, CancellationToken.None);

    /// <summary>Proves the key in a new connection.</summary>
    public async Task<SshSignIn> ConnectAsync(IPAddress? from = null, SshPrivateKey? key = null)
    {
        var step = await _house.Get<SshSignIns>().OpenAsync(
            IdentifyHouse.At(Door.Ssh, source: from), (key ?? Key).PublicKey, CancellationToken.None);
        Assert.True(step.Passed(out var signIn, out var refusal), refusal?.Reason);
        return signIn;
    }

    /// <summary>Connects and answers the question with a code that is right.</summary>
    public async Task<SshSignIn> ProveAsync(IPAddress? from = null)
    {
        var signIn = await ConnectAsync(from);
        Assert.IsType<AuthStep.Prompt>(StepUp.Ask(signIn, "payments-dev"));
        Assert.IsType<AuthStep.Success>(await AnswerAsync(signIn, _house.CodeNow(Enrolled.Key)));
        return signIn;
    }

    public Task<AuthStep> AnswerAsync(SshSignIn signIn, string answer) => StepUp.AnswerAsync(signIn, answer, CancellationToken.None);

    public async Task<bool> RecallAsync(IPAddress? from = null) => await StepUp.TryRecallAsync(await ConnectAsync(from), CancellationToken.None);

    /// <summary>Asks, and reads the code out of the link that the question shows.</summary>
    public (SshSignIn SignIn, string Code) Ask(SshSignIn signIn)
    {
        var prompt = Assert.IsType<AuthStep.Prompt>(StepUp.Ask(signIn, "payments-dev"));
        return (signIn, CodeIn(prompt) ?? throw new InvalidOperationException("The question shows no link."));
    }

    public static string? CodeIn(AuthStep.Prompt prompt)
    {
        const string Before = $"{IdentifyHouse.Portal}/ssh/approve/";
        var at = prompt.Instruction.IndexOf(Before, StringComparison.Ordinal);
        return at < 0 ? null : prompt.Instruction[(at + Before.Length)..].Trim();
    }

    private static Verified Verify(Identified identified)
    {
        Assert.True(new StepUpRoom().Verify(identified).Passed(out var verified, out var refusal), refusal?.Reason);
        return verified;
    }
}
