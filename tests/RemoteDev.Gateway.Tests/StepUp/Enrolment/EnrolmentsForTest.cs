using RemoteDev.Gateway.StepUp.Enrolment;

namespace RemoteDev.Gateway.Tests.StepUp.Enrolment;

/// <summary>How tests look at an enrolment that has begun.</summary>
internal static class EnrolmentsForTest
{
    /// <summary>The enrolment of a cookie, or null.</summary>
    public static async Task<PendingEnrolment?> OfAsync(this PendingEnrolments pendings, string? cookie) =>
        (await pendings.FindAsync(cookie, CancellationToken.None)).Passed(out var enrolment, out _) ? enrolment : null;
}
