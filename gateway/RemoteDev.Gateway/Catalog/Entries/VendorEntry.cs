namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>A vendor; a subcontractor names the vendor it works for as <paramref name="Parent"/>.</summary>
internal sealed record VendorEntry(string Name, string DisplayName, string? Parent);
