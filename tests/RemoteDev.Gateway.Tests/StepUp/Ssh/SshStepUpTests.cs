using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.StepUp.Ssh;

/// <summary>A key alone opens nothing over SSH either; a code opens once, and not to guessing.</summary>
public sealed class SshStepUpTests : SshPersonTests
{
    private SshStepUp StepUp => House.Get<SshStepUp>();

    [Fact]
    public async Task Asks_ForACode_AndShowsTheLink()
    {
        var prompt = Assert.IsType<AuthStep.Prompt>(StepUp.Ask(await Ada.ConnectAsync(), "payments-dev"));

        Assert.Contains("ada", prompt.Instruction, StringComparison.Ordinal);
        Assert.NotNull(SshPerson.CodeIn(prompt));
        var question = Assert.Single(prompt.Prompts);
        Assert.True(question.Echo);
    }

    [Fact]
    public async Task Opens_WithACode()
    {
        var signIn = await Ada.ProveAsync();

        Assert.True(new StepUpRoom().Verify(signIn.Identified).Passed(out var verified, out _));
        Assert.Equal(("totp", House.Clock.GetUtcNow()), (verified.Mfa.Method, verified.Mfa.At));
        Assert.Contains(House.Traced<MfaVerified>(), e => e.SignIn == signIn.Identified.SignIn.Id && e is { Method: "totp", ShownAt: null, ApprovedIn: null });
    }

    [Fact]
    public async Task Opens_WithARecoveryCode_AndSaysHowManyAreLeft()
    {
        var signIn = await Ada.ConnectAsync();
        StepUp.Ask(signIn, "payments-dev");

        var step = Assert.IsType<AuthStep.Success>(await Ada.AnswerAsync(signIn, Ada.Enrolled.RecoveryCodes[0]));

        Assert.Contains("9 are left", step.Banner, StringComparison.Ordinal);
        Assert.Equal("recovery-code", signIn.Identified.SignIn.Mfa?.Method);
    }

    [Fact]
    public async Task Refuses_AKeyAlone_AndAnAnswerToNoQuestion()
    {
        var signIn = await Ada.ConnectAsync();

        Assert.IsType<AuthStep.Failure>(await Ada.AnswerAsync(signIn, House.CodeNow(Ada.Enrolled.Key)));
        Assert.False(new StepUpRoom().Verify(signIn.Identified).Passed(out _, out _));
    }

    [Fact]
    public async Task Refuses_ACodeThatWasUsed_InAnotherConnection()
    {
        var code = House.CodeNow(Ada.Enrolled.Key);
        await Ada.ProveAsync();
        var signIn = await Ada.ConnectAsync(IdentifyHouse.Elsewhere);
        StepUp.Ask(signIn, "payments-dev");

        var again = Assert.IsType<AuthStep.Prompt>(await Ada.AnswerAsync(signIn, code));

        Assert.Contains("used before", again.Instruction, StringComparison.Ordinal);
        Assert.Null(signIn.Identified.SignIn.Mfa);
    }

    [Fact]
    public async Task Refuses_AnothersCode()
    {
        using var ben = await SshPerson.EnrolAsync(House, "ben");
        var signIn = await Ada.ConnectAsync();
        StepUp.Ask(signIn, "payments-dev");

        Assert.IsType<AuthStep.Prompt>(await Ada.AnswerAsync(signIn, House.CodeNow(ben.Enrolled.Key)));
        Assert.Null(signIn.Identified.SignIn.Mfa);
    }

    [Fact]
    public async Task GivesUp_AfterThreeWrongCodes_AlsoForTheRightOne_AndWhenAskedAnew()
    {
        var signIn = await Ada.ConnectAsync();
        StepUp.Ask(signIn, "payments-dev");

        Assert.IsType<AuthStep.Prompt>(await Ada.AnswerAsync(signIn, Wrong()));
        var second = Assert.IsType<AuthStep.Prompt>(await Ada.AnswerAsync(signIn, Wrong()));
        Assert.Contains("clock", second.Instruction, StringComparison.Ordinal);
        Assert.IsType<AuthStep.Failure>(await Ada.AnswerAsync(signIn, Wrong()));
        Assert.IsType<AuthStep.Failure>(await Ada.AnswerAsync(signIn, House.CodeNow(Ada.Enrolled.Key)));
        Assert.IsType<AuthStep.Failure>(StepUp.Ask(signIn, "payments-dev"));
        Assert.Null(signIn.Identified.SignIn.Mfa);
    }

    [Fact]
    public async Task StartsNoNewCount_WhenTheClientStartsTheConversationAnew()
    {
        var signIn = await Ada.ConnectAsync();
        for (var i = 0; i < 2; i++)
        {
            Assert.IsType<AuthStep.Prompt>(StepUp.Ask(signIn, "payments-dev"));
            Assert.IsType<AuthStep.Prompt>(await Ada.AnswerAsync(signIn, Wrong()));
        }

        Assert.IsType<AuthStep.Prompt>(StepUp.Ask(signIn, "payments-dev"));
        Assert.IsType<AuthStep.Failure>(await Ada.AnswerAsync(signIn, Wrong()));
    }

    [Fact]
    public async Task LocksOut_Guessing_AcrossConnections_TogetherWithThePortal()
    {
        for (var i = 0; i < LockoutRule.For(LockoutKind.Code).Free; i++)
        {
            var (half, _) = await House.PasswordAsync("ada");
            await House.TryCodeAsync(half, Wrong());
        }

        var signIn = await Ada.ConnectAsync();
        StepUp.Ask(signIn, "payments-dev");
        var step = Assert.IsType<AuthStep.Failure>(await Ada.AnswerAsync(signIn, House.CodeNow(Ada.Enrolled.Key)));

        Assert.Contains("Too many wrong codes. Try again after", step.Banner, StringComparison.Ordinal);
        Assert.Null(signIn.Identified.SignIn.Mfa);
    }

    [Fact]
    public async Task Refuses_EnterWithoutAnApproval_AndNotForEver()
    {
        var signIn = await Ada.ConnectAsync();
        StepUp.Ask(signIn, "payments-dev");
        var asked = 0;
        AuthStep step;
        do
        {
            step = await Ada.AnswerAsync(signIn, "");
            asked++;
        }
        while (step is AuthStep.Prompt && asked < 100);

        Assert.IsType<AuthStep.Failure>(step);
        Assert.Equal(10, asked);
        Assert.Null(signIn.Identified.SignIn.Mfa);
    }

    [Fact]
    public async Task Refuses_AnEndedSignIn()
    {
        var signIn = await Ada.ConnectAsync();
        StepUp.Ask(signIn, "payments-dev");
        await House.SuspendAsync("ada");

        Assert.IsType<AuthStep.Failure>(await Ada.AnswerAsync(signIn, House.CodeNow(Ada.Enrolled.Key)));
        Assert.Null(signIn.Identified.SignIn.Mfa);
    }

    [Fact]
    public async Task OpensNothing_WhenTheTraceCannotBeWritten()
    {
        var signIn = await Ada.ConnectAsync();
        var (_, code) = Ada.Ask(signIn);
        House.Get<Gateway.Trace.TraceRoom>().Dispose();

        Assert.False((await House.Get<SshApprovals>().ApproveAsync(code, Ada.AtPortal)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.TraceUnavailable, refusal.Code);
        Assert.IsType<AuthStep.Failure>(await Ada.AnswerAsync(signIn, House.CodeNow(Ada.Enrolled.Key)));
        Assert.Null(signIn.Identified.SignIn.Mfa);
    }

    private string Wrong()
    {
        string[] right = [.. Enumerable.Range(-1, 3).Select(step => House.CodeNow(Ada.Enrolled.Key, step))];
        return Enumerable.Range(0, 4).Select(i => $"00000{i}").First(code => !right.Contains(code, StringComparer.Ordinal));
    }
}
