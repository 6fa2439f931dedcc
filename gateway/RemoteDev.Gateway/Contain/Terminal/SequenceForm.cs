namespace RemoteDev.Gateway.Contain.Terminal;

/// <summary>How a control sequence was introduced.</summary>
internal enum SequenceForm
{
    /// <summary>No sequence.</summary>
    None = 0,

    /// <summary>ESC and a letter, as nearly all programs write it.</summary>
    Escaped,

    /// <summary>The C1 character as UTF-8 writes it, 0xC2 and 0x80 to 0x9F.</summary>
    Encoded,

    /// <summary>
    /// The bare octet 0x80 to 0x9F where no UTF-8 character needs it. Some terminals obey it; to others it is a letter of an older
    /// character set, so what is unknown in this form passes.
    /// </summary>
    Raw,
}
