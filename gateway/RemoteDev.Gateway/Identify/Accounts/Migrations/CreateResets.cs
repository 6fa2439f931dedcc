using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Identify.Accounts.Migrations;

/// <summary>Resets of accounts, to which two administrators agree.</summary>
[DbContext(typeof(AccountContext))]
[Migration("20261122170000_CreateResets")]
internal sealed class CreateResets : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "identify_resets",
            table => new
            {
                id = table.Column<string>(maxLength: ColumnLength.ResetId),
                login = table.Column<string>(maxLength: LoginName.MaxLength),
                state = table.Column<int>(),
                wait_hash = table.Column<string>(maxLength: ColumnLength.Hash, nullable: true),
                knows_password = table.Column<bool>(),
                source = table.Column<string>(maxLength: ColumnLength.Address, nullable: true),
                message = table.Column<string>(maxLength: ColumnLength.ResetWords),
                started_by = table.Column<string>(maxLength: LoginName.MaxLength, nullable: true),
                reason = table.Column<string>(maxLength: ColumnLength.ResetWords),
                consented_by = table.Column<string>(maxLength: LoginName.MaxLength, nullable: true),
                created_at = table.Column<long>(),
                expires_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_identify_resets", row => row.id));
        migrationBuilder.CreateIndex("IX_identify_resets_login", "identify_resets", "login");
        migrationBuilder.CreateIndex("IX_identify_resets_wait_hash", "identify_resets", "wait_hash");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("identify_resets");
}
