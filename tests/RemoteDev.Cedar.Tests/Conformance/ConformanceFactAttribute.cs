namespace RemoteDev.Cedar.Tests.Conformance;

/// <summary>A test over the published Cedar corpus; reported as skipped, not as passed, where the corpus is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConformanceFactAttribute : FactAttribute
{
    public ConformanceFactAttribute()
    {
        if (string.IsNullOrEmpty(ConformanceFolder.Root))
        {
            Skip = $"{ConformanceFolder.Variable} does not name the folder of the Cedar corpus";
        }
    }
}
