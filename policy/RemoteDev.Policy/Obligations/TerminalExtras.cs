namespace RemoteDev.Policy.Obligations;

/// <summary>What a terminal may show beyond text: <c>@terminal("sixel, kitty, notifications")</c>, or <c>none</c>.</summary>
[Flags]
public enum TerminalExtras
{
    /// <summary>Text alone.</summary>
    None = 0,

    /// <summary>Sixel images.</summary>
    Sixel = 1,

    /// <summary>Images by kitty's protocol whose data is in the sequence itself.</summary>
    Kitty = 2,

    /// <summary>Notifications on the person's desktop.</summary>
    Notifications = 4,
}
