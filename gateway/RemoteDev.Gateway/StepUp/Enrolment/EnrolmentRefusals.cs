using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.StepUp.Enrolment;

/// <summary>What people are told when they cannot enrol.</summary>
internal static class EnrolmentRefusals
{
    public static readonly Refusal Closed = new(
        RefusalCode.NotSignedIn,
        "This enrolment link is not open: it was used, has expired after 24 hours, or a newer one took its place. "
        + "If you have enrolled already, sign in. Otherwise ask the client's administrator for a new link.");

    public static readonly Refusal NotBegun = new(
        RefusalCode.NotSignedIn, "This enrolment took longer than 30 minutes or began in another browser. Open your enrolment link again; it still works.");

    public static readonly Refusal OtherWay = new(
        RefusalCode.Denied,
        "How you sign in was changed while you enrolled: by your organisation's account now, or no longer by it. "
        + "Open your enrolment link again, and ask the client's administrator for a new one if it is not open any more.");

    public static readonly Refusal Crowded = new(
        RefusalCode.NotReady, "Too many people are enrolling at this moment. Try again in a few minutes; your link still works.");
}
