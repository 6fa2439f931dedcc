using Microsoft.AspNetCore.Html;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Times;

namespace RemoteDev.Gateway.Console.Pages.SignIn;

/// <summary>Where a tab ends that was opened to confirm in: the work is in another one.</summary>
[OpenToVerified]
internal sealed class ConfirmedPage(TimeProvider clock) : ConsolePage(clock)
{
    public IHtmlContent At => Moments.ToMinute(Entry.Verified.Mfa.At, Viewer.Zone);
}
