using RemoteDev.Gateway.Catalog.Reminders;

namespace RemoteDev.Gateway.Catalog;

/// <summary>The reminders' line in <c>Program.cs</c>. They go out by the way that Contain makes.</summary>
internal static class RemindersRegistration
{
    public static WebApplicationBuilder AddReminders(this WebApplicationBuilder builder)
    {
        builder.AddRoomOptions<ReminderOptions>(ReminderOptions.Section, ReminderOptions.Check);
        builder.Services.AddSingleton<ReminderStore>();
        builder.Services.AddSingleton<ReminderWebhook>();
        builder.Services.AddSingleton<PaperReminders>();
        builder.Services.AddSingleton<IReadinessPart>(provider => provider.GetRequiredService<PaperReminders>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<PaperReminders>());
        return builder;
    }
}
