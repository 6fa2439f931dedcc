namespace RemoteDev.Policy.Obligations;

/// <summary>An annotation as written, <c>@key("value")</c>, and where.</summary>
internal readonly record struct AnnotationText(string Key, string Value, int Line, int Column);
