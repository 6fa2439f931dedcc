using Microsoft.Extensions.Options;

namespace RemoteDev.Gateway.Trace;

/// <summary>Reports every fault of the section at once, at start.</summary>
internal sealed class TraceOptionsValidator : IValidateOptions<TraceOptions>
{
    public ValidateOptionsResult Validate(string? name, TraceOptions options)
    {
        var faults = options.Faults().ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
