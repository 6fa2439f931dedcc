namespace RemoteDev.Policy.Windows;

/// <summary>A line about one date as written.</summary>
/// <param name="Date"><c>2026-12-25</c>.</param>
/// <param name="Hours">As in <see cref="WeeklyText"/>; empty means the whole day.</param>
/// <param name="Note">Why, for the people who look at the calendar.</param>
public sealed record DateText(string Date, string? Hours = null, string? Note = null);
