using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.StepUp.Enrolment;

/// <summary>What came of a step of an enrolment.</summary>
internal abstract record EnrolmentOutcome
{
    private EnrolmentOutcome()
    {
    }

    public T Match<T>(
        Func<Begun, T> begun,
        Func<Enrolled, T> enrolled,
        Func<FactorEnrolled, T> factorEnrolled,
        Func<Unfit, T> unfit,
        Func<WrongCode, T> wrongCode,
        Func<Refused, T> refused) => this switch
    {
        Begun step => begun(step),
        Enrolled done => enrolled(done),
        FactorEnrolled done => factorEnrolled(done),
        Unfit again => unfit(again),
        WrongCode again => wrongCode(again),
        Refused no => refused(no),
        _ => throw new InvalidOperationException("An outcome is one of its cases."),
    };

    /// <summary>The password will do; now the authenticator. Nothing is stored yet.</summary>
    internal sealed record Begun(Secret Cookie) : EnrolmentOutcome;

    /// <summary>The account stands, the invitation is used up, and the person is signed in with both factors.</summary>
    internal sealed record Enrolled(Secret Cookie) : EnrolmentOutcome;

    /// <summary>The second factor of somebody who signs in by a provider stands, and the invitation is used up. Nothing is open by it.</summary>
    internal sealed record FactorEnrolled : EnrolmentOutcome;

    /// <summary>The password will not do.</summary>
    /// <param name="Faults">What is wrong with the password.</param>
    internal sealed record Unfit(IReadOnlyList<string> Faults) : EnrolmentOutcome;

    /// <summary>The authenticator is not set up rightly yet.</summary>
    /// <param name="ClockHint">Several codes in a row were wrong: the phone's clock may be off.</param>
    internal sealed record WrongCode(bool ClockHint) : EnrolmentOutcome;

    internal sealed record Refused(Refusal Why) : EnrolmentOutcome;
}
