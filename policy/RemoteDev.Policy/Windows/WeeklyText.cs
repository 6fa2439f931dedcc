namespace RemoteDev.Policy.Windows;

/// <summary>One weekly line as written.</summary>
/// <param name="Days"><c>Mon-Fri</c>, <c>Mon, Wed</c>, <c>Sat-Sun</c>, <c>weekdays</c>, <c>weekend</c>, <c>daily</c>.</param>
/// <param name="Hours">
/// <c>09:00-18:00</c>, several separated by commas, <c>22:00-06:00</c> for a night that belongs to the day it opens on, <c>00:00-24:00</c>
/// or <c>all day</c>.
/// </param>
public sealed record WeeklyText(string Days, string Hours);
