using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.StepUp.Enrolment;

/// <summary>The second factor that an enrolment ends with, proven by use.</summary>
internal sealed record EnrolledFactor
{
    private EnrolledFactor(string method, long? step, PasskeyRow? passkey) => (Method, Step, Passkey) = (method, step, passkey);

    /// <summary>The word of it in trace and policy.</summary>
    public string Method { get; }

    /// <summary>With an authenticator app: the time step of the code that confirmed it.</summary>
    public long? Step { get; }

    /// <summary>With a passkey: what is kept of it.</summary>
    public PasskeyRow? Passkey { get; }

    public static EnrolledFactor App(long step) => new("totp", step, null);

    public static EnrolledFactor Key(PasskeyRow passkey) => new("passkey", null, passkey);
}
