namespace RemoteDev.Gateway.Console.Calendar;

/// <summary>The present moment in a week's drawing.</summary>
internal sealed record WeekMark(double X, double Y, double Width);
