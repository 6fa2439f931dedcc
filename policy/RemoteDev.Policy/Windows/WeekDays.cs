namespace RemoteDev.Policy.Windows;

/// <summary>A set of days of the week.</summary>
[Flags]
internal enum WeekDays
{
    None = 0,
    Monday = 1,
    Tuesday = 1 << 1,
    Wednesday = 1 << 2,
    Thursday = 1 << 3,
    Friday = 1 << 4,
    Saturday = 1 << 5,
    Sunday = 1 << 6,
}
