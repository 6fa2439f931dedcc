namespace RemoteDev.Policy.World;

/// <summary>A vendor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parent">The vendor it works for, if it is a subcontractor.</param>
public sealed record WorldVendor(string Name, string? Parent = null);
