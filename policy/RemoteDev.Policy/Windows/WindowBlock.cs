using NodaTime;

namespace RemoteDev.Policy.Windows;

/// <summary>A rectangle in a weekly calendar: part of one day, in the zone the calendar is drawn in.</summary>
/// <param name="Day">The column.</param>
/// <param name="FromMinute">Minutes since midnight on that day's clock, 0 to 1440.</param>
/// <param name="ToMinute">Minutes since midnight, exclusive; 1440 is the end of the day.</param>
/// <param name="Span">The real time it stands for.</param>
public readonly record struct WindowBlock(LocalDate Day, int FromMinute, int ToMinute, OpenSpan Span);
