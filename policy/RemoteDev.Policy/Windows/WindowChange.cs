using NodaTime;

namespace RemoteDev.Policy.Windows;

/// <summary>The next time a window opens or closes.</summary>
/// <param name="At">The first instant of the new state.</param>
/// <param name="Opens">True when it opens then, false when it closes.</param>
public readonly record struct WindowChange(Instant At, bool Opens);
