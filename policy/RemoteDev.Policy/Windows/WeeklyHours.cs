namespace RemoteDev.Policy.Windows;

/// <summary>Hours that come back on some days of every week.</summary>
internal sealed record WeeklyHours(WeekDays Days, ClockSpan Span);
