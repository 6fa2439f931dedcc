using NodaTime;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Surveying;

/// <summary>A stretch of time within which nothing changes that policies read.</summary>
/// <param name="From">The first instant.</param>
/// <param name="To">The first instant after.</param>
/// <param name="Class">Segments of one class are answered alike.</param>
/// <param name="Open">For each state, the windows that are open, as far as policies read them.</param>
internal sealed record Segment(Instant From, Instant To, int Class, OpenWindows[] Open);
