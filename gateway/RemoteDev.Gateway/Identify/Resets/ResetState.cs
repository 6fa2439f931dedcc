namespace RemoteDev.Gateway.Identify.Resets;

/// <summary>How far a reset has come. The zero value is nowhere. The numbers are stored.</summary>
internal enum ResetState
{
    None = 0,

    /// <summary>Somebody who cannot sign in asked for it; no administrator has vouched.</summary>
    Asked = 1,

    /// <summary>One administrator started it or vouched for who asked; a second has to consent.</summary>
    Started = 2,

    /// <summary>Two agreed.</summary>
    Consented = 3,

    /// <summary>The enrolment link was made and handed over. It is made once.</summary>
    Taken = 4,

    /// <summary>Somebody refused it, or gave it up.</summary>
    Refused = 5,
}
