namespace RemoteDev.Gateway.Contain.Terminal;

/// <summary>Where in a sequence the filter is.</summary>
internal enum FilterState
{
    /// <summary>In text.</summary>
    Outside = 0,

    /// <summary>After ESC.</summary>
    Escape,

    /// <summary>In a control sequence, after CSI.</summary>
    Control,

    /// <summary>At the beginning of an operating system command, not yet judged.</summary>
    CommandHead,

    /// <summary>At the beginning of a device control string, not yet judged.</summary>
    DeviceHead,

    /// <summary>At the beginning of an application program command, a privacy message or a start of string, not yet judged.</summary>
    MessageHead,

    /// <summary>In a string that is kept until its end, because only the whole can be judged.</summary>
    Whole,

    /// <summary>In a string that passes.</summary>
    Passing,

    /// <summary>In a string that does not pass.</summary>
    Dropping,

    /// <summary>After an asterisk and CAN, which a ZMODEM header begins with.</summary>
    ZmodemLead,

    /// <summary>In a ZMODEM header that does not pass.</summary>
    ZmodemHeader,
}
