DROP TABLE client_message_optouts;
DROP TABLE client_messages;
