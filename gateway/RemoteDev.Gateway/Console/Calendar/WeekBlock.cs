namespace RemoteDev.Gateway.Console.Calendar;

/// <summary>A rectangle of open time, in the units of the drawing, and its hours in words.</summary>
internal sealed record WeekBlock(double X, double Y, double Width, double Height, string Words);
