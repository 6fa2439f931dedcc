namespace RemoteDev.Gateway.StepUp.Passkeys;

/// <summary>What a challenge was made for. It answers nothing else.</summary>
internal enum PasskeyPurpose
{
    None = 0,

    /// <summary>To sign in by the passkey alone; it is not known yet who it is.</summary>
    SignIn,

    /// <summary>To confirm a sign-in that is known.</summary>
    Confirm,

    /// <summary>To add a passkey to an account.</summary>
    Add,

    /// <summary>To enrol by an invitation.</summary>
    Enrol,
}
