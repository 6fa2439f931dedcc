using Microsoft.Extensions.Options;

namespace RemoteDev.Gateway.Trace.Telemetry;

/// <summary>Reports every fault of the section at once, at start.</summary>
internal sealed class OtlpOptionsValidator : IValidateOptions<OtlpOptions>
{
    public ValidateOptionsResult Validate(string? name, OtlpOptions options)
    {
        var faults = options.Faults().ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
