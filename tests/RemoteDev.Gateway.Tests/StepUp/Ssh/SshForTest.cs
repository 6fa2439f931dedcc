using System.Net;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.StepUp.Ssh;

/// <summary>One gateway alone waits for nobody: every step is done when it returns.</summary>
internal static class SshForTest
{
    public static AuthStep Ask(this SshStepUp stepUp, SshSignIn signIn, string what) => Done(stepUp.AskAsync(signIn, what, CancellationToken.None));

    public static SshApproval? Find(this SshApprovals approvals, string? code, string login) => Done(approvals.FindAsync(code, login, CancellationToken.None));

    public static bool TryTake(this SshApprovals approvals, SignIn waiting) => Done(approvals.TryTakeAsync(waiting, CancellationToken.None));

    public static string? Begin(this SshApprovals approvals, SignIn waiting, string fingerprint, IPAddress source, string what) =>
        Done(approvals.BeginAsync(waiting, fingerprint, source, what, CancellationToken.None));

    private static T Done<T>(ValueTask<T> step)
    {
        Assert.True(step.IsCompletedSuccessfully);
        return step.Result;
    }
}
